package dev.otagate.cli;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The certificate file of a gateway on this machine. */
final class ServedCertificate {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private ServedCertificate() {}

    /** Whether a client that trusts the PEM file accepts the certificate for a host. */
    static boolean isFor(String host, Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<List<?>> names = ((X509Certificate)
                            CertificateFactory.getInstance("X.509").generateCertificate(pem))
                    .getSubjectAlternativeNames();
            return names != null && names.stream().anyMatch(name -> matches(name, host));
        } catch (IOException | CertificateException e) {
            return false;
        }
    }

    private static boolean matches(List<?> name, String host) {
        String certified = name.get(1).toString();
        return name.get(0).equals(DNS_NAME) && host.equalsIgnoreCase(certified)
                || name.get(0).equals(IP_ADDRESS) && Arrays.equals(address(host), address(certified));
    }

    // Empty for a name.
    private static byte[] address(String host) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
        return address == null ? new byte[0] : address;
    }
}
