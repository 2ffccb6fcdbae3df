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

// StatusKind is the kind of an HTTP status that is no success, as far as the
// status alone can tell.
func StatusKind(status int) Kind {
	switch status {
	case 401, 403:
		return Auth
	case 402:
		return Quota
	case 404:
		return NotFound
	case 408, 409:
		return Unavailable
	case 413:
		return TooLong
	case 429, 529:
		return RateLimited
	case 501, 505:
		return Invalid
	}
	if status >= 500 {
		return Unavailable
	}
	return Invalid
}
