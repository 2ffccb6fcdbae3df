package wire

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"syscall"

	"mockstar/internal/llm"
)

var errNotLocal = errors.New("only this machine may be connected to")

// Dialer connects to any machine, or to this one only. It checks the address
// that a name resolved to, at the moment it is dialled: a name that changes its
// mind between two look-ups gains nothing.
func Dialer(localOnly bool) *net.Dialer {
	d := &net.Dialer{Timeout: connectTimeout}
	if localOnly {
		d.Control = func(_, address string, _ syscall.RawConn) error {
			ap, err := netip.ParseAddrPort(address)
			if err != nil || !ap.Addr().Unmap().IsLoopback() {
				return fmt.Errorf("dial %s: %w", address, errNotLocal)
			}
			return nil
		}
	}
	return d
}

// IsLoopback reports whether host, a name or an address without a port, is
// this machine by its name alone.
func IsLoopback(host string) bool {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	a, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil && a.Unmap().IsLoopback()
}

// CheckURL reports why a base URL can't be used with o, or nil.
func CheckURL(raw string, o Options) error {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return o.fail(llm.Invalid, "give the whole address, such as http://localhost:11434/v1", fmt.Errorf("read base URL %q: not an http or https address", raw))
	}
	return o.checkURL(u)
}

func (o Options) checkURL(u *url.URL) error {
	local := IsLoopback(u.Hostname())
	switch {
	case o.LocalOnly && !local:
		return o.fail(llm.Invalid, "point the base URL at this machine, or allow other hosts", fmt.Errorf("connect to %s: %w", u.Host, errNotLocal))
	case u.Scheme == "http" && !local && !o.PlainHTTP:
		return o.fail(llm.Invalid, "use https: plain http sends the key and your answers in the clear; --plain-http allows it", fmt.Errorf("connect to %s: plain http is for this machine only", u.Host))
	}
	return nil
}

// connectError classifies an error that came before any response.
func (o Options) connectError(u *url.URL, err error) *llm.Error {
	var (
		dns    *net.DNSError
		op     *net.OpError
		cert   *tls.CertificateVerificationError
		alert  tls.AlertError
		record tls.RecordHeaderError
		host   x509.HostnameError
		ca     x509.UnknownAuthorityError
		timed  net.Error
	)
	at := "connect to " + u.Host
	switch {
	case errors.Is(err, errNotLocal):
		return o.fail(llm.Invalid, "point the base URL at this machine, or allow other hosts", fmt.Errorf("%s: %w", at, errNotLocal))
	case errors.As(err, &dns):
		return o.fail(llm.Offline, "check the network connection and the host name", fmt.Errorf("find host %s: %w", u.Hostname(), err))
	case errors.Is(err, syscall.ECONNREFUSED) && IsLoopback(u.Hostname()):
		e := o.fail(llm.Offline, "is the server running? start it, or change the base URL", fmt.Errorf("%s: connection refused", at))
		e.Tries = 1
		return e
	case errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return o.fail(llm.Offline, "check the network connection", fmt.Errorf("%s: %w", at, err))
	case errors.As(err, &cert), errors.As(err, &alert), errors.As(err, &record), errors.As(err, &host), errors.As(err, &ca):
		e := o.fail(llm.Offline, "check the base URL, the clock and any proxy; certificates are always verified", fmt.Errorf("%s: %w", at, err))
		e.Tries = 1
		return e
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return o.fail(llm.Unavailable, "", fmt.Errorf("%s: the connection was closed before a reply", at))
	case errors.As(err, &op) && op.Op == "dial" && op.Timeout():
		return o.fail(llm.Unavailable, "check the network connection", fmt.Errorf("%s: no connection within %s", at, connectTimeout))
	case errors.As(err, &timed) && timed.Timeout():
		return o.fail(llm.Unavailable, "", fmt.Errorf("%s: no reply within %s", at, o.HeaderTimeout))
	}
	return o.fail(llm.Unavailable, "", fmt.Errorf("%s: %w", at, err))
}

// fail makes an error that tells no secret.
func (o Options) fail(k llm.Kind, hint string, err error) *llm.Error {
	e := llm.Redact(&llm.Error{Kind: k, Provider: o.Provider, Hint: hint, Err: err}, o.Secrets...)
	return e.(*llm.Error)
}
