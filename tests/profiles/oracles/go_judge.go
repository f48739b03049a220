// Asks Go's crypto/x509 about chains, as a black box. One question a line, fields separated by tabs: id, moment in
// milliseconds, host, target, intermediates, anchors (certificates in base64, separated by commas).
// One answer a line: id, and "accept" or "reject: " with Go's words.
package main

import (
	"bufio"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

func certificates(field string) ([]*x509.Certificate, error) {
	var found []*x509.Certificate
	for _, one := range strings.Split(field, ",") {
		if one == "" {
			continue
		}
		encoded, err := base64.StdEncoding.DecodeString(one)
		if err != nil {
			return nil, err
		}
		certificate, err := x509.ParseCertificate(encoded)
		if err != nil {
			return nil, err
		}
		found = append(found, certificate)
	}
	return found, nil
}

func judge(fields []string) error {
	milliseconds, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return err
	}
	target, err := certificates(fields[3])
	if err != nil {
		return err
	}
	options := x509.VerifyOptions{
		DNSName:       fields[2],
		CurrentTime:   time.UnixMilli(milliseconds),
		Intermediates: x509.NewCertPool(),
		Roots:         x509.NewCertPool(),
	}
	for _, field := range strings.Split(fields[4], ",") {
		// As CertPool.AppendCertsFromPEM: what cannot be parsed is left out.
		if intermediates, err := certificates(field); err == nil {
			for _, one := range intermediates {
				options.Intermediates.AddCert(one)
			}
		}
	}
	anchors, err := certificates(fields[5])
	if err != nil {
		return err
	}
	for _, one := range anchors {
		options.Roots.AddCert(one)
	}
	_, err = target[0].Verify(options)
	return err
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		if err := judge(fields); err != nil {
			fmt.Printf("%s\treject: %s\n", fields[0], strings.Join(strings.Fields(err.Error()), " "))
		} else {
			fmt.Printf("%s\taccept\n", fields[0])
		}
	}
}
