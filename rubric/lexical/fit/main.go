package main

import (
	"flag"
	"fmt"
	"os"
	"sort"

	"mockstar/rubric"
	"mockstar/rubric/lexical/internal/scale"
	"mockstar/rubric/lexical/internal/trait"
)

func main() {
	write := flag.Bool("write", false, "write the weights to rubric/lexical/weights.go")
	errs := flag.Bool("errs", false, "")
	flag.Parse()
	samples, err := loadSamples("testdata/graded/dev.jsonl")
	if err != nil {
		panic(err)
	}
	doc, err := rubric.Embedded()
	if err != nil {
		panic(err)
	}
	c := readAll(samples, doc)
	sets := c.rows
	if *write {
		topic := fitTopic(c.pairs)
		models := map[string]scale.Model{trait.TopicModel: topic}
		for _, name := range trait.Models {
			models[name] = fit(name, sets[name], &topic)
		}
		text, err := source(models)
		if err != nil {
			panic(err)
		}
		if err := os.WriteFile("rubric/lexical/weights.go", text, 0o644); err != nil {
			panic(err)
		}
		return
	}
	var allP, allY []int
	kinds := map[string][2]float64{}
	for _, name := range trait.Models {
		rs := sets[name]
		p := crossValidate(name, c)
		var y []int
		byA := map[string][2][]int{}
		for i, r := range rs {
			y = append(y, r.level)
			k := kinds[r.Kind]
			kinds[r.Kind] = [2]float64{k[0] + float64(p[i]-r.level), k[1] + 1}
			b := byA[r.Author]
			byA[r.Author] = [2][]int{append(b[0], p[i]), append(b[1], r.level)}
			if *errs && (p[i]-r.level > 1 || p[i]-r.level < -1) {
				fmt.Printf("ERR %s %-12s %-25s %-12s got %d want %d %.30s\n", r.ID, name, r.Question, r.criterion, p[i], r.level, r.Kind)
			}
		}
		fmt.Printf("%-10s %.3f  folds", name, scale.Kappa(p, y))
		for _, a := range authors(rs) {
			fmt.Printf(" %.2f", scale.Kappa(byA[a][0], byA[a][1]))
		}
		fmt.Println()
		allP, allY = append(allP, p...), append(allY, y...)
	}
	fmt.Printf("pooled %.3f\n", scale.Kappa(allP, allY))
	var ks []string
	for k := range kinds {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	for _, k := range ks {
		fmt.Printf("%+.2f %.60s\n", kinds[k][0]/kinds[k][1], k)
	}
}
