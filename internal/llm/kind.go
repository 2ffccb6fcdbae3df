package llm

// kinds are the names of each [Kind], for scripts and logs.
var kinds = [...]string{
	Invalid: "invalid", Auth: "auth", NotFound: "not-found", Quota: "quota",
	TooLong: "too-long", Declined: "declined", RateLimited: "rate-limited",
	Unavailable: "unavailable", Truncated: "truncated", Offline: "offline",
	TooLarge: "too-large", Stale: "stale", Empty: "empty",
}

func (k Kind) String() string { return kinds[k] }

// ParseKind returns the kind of that name, and whether there is one.
func ParseKind(name string) (Kind, bool) {
	for k, s := range kinds {
		if s == name {
			return Kind(k), true
		}
	}
	return 0, false
}
