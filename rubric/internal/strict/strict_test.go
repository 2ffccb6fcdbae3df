package strict

import (
	"strings"
	"testing"
)

// BenchmarkFind shows that no reply takes more than a small multiple of the
// time of an honest one of its length.
func BenchmarkFind(b *testing.B) {
	const nonce = "0123456789abcdef"
	fill := func(s string) string { return strings.Repeat(s, maxReply/len(s)) }
	for _, row := range []struct{ name, reply string }{
		{"one long object", `{"nonce":"` + nonce + `","a":"` + strings.Repeat("word ", maxReply/5-20) + `"}`},
		{"braces", fill("{")},
		{"braces and spaces", fill("{ ")},
		{"braces in a string", `{"a":"` + strings.Repeat("{ ", maxReply/2-4)},
		{"open objects", fill(`{"a":`)},
		{"open names", fill(`{"`)},
		{"objects in lists", fill(`{"a":[`)},
		{"small objects", fill(`{"a":1}`)},
		{"one list of small objects", `{"a":[` + strings.Repeat(`{"b":1},`, maxReply/8-2)},
		{"as deep as allowed around a long list", strings.Repeat(`{"a":`, maxDepth-1) + "[" + strings.Repeat("1,", maxReply/2-100)},
		{"as deep as allowed and well formed", strings.Repeat(`{"a":`, maxDepth-1) + "[1" + strings.Repeat(",1", maxReply/2-200) + "]" + strings.Repeat("}", maxDepth-1)},
		{"escaped quotes", fill(`{\"a\":`)},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.SetBytes(int64(len(row.reply)))
			for b.Loop() {
				Find(row.reply, nonce)
			}
		})
	}
}
