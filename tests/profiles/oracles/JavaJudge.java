import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import sun.security.util.HostnameChecker;

/**
 * Asks Java about chains, as a black box. One question a line, fields separated by tabs:
 * id, moment in milliseconds, host, target, intermediates, anchors (certificates in base64, separated by commas),
 * and perhaps CRLs, with which revocation is checked.
 * Intermediates that cannot be parsed are left out, as by programs that read them one by one.
 * One answer a line: id, what the bare CertPathBuilder and HostnameChecker say, what the X509TrustManager and
 * HostnameChecker say; "accept", or "reject: " and Java's words.
 */
public final class JavaJudge {
    public static void main(String[] arguments) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\t", -1);
            System.out.println(fields[0] + "\t" + told(() -> build(fields)) + "\t" + told(() -> trust(fields)));
        }
    }

    private interface Question {
        void ask() throws Exception;
    }

    private static String told(Question question) {
        try {
            question.ask();
            return "accept";
        } catch (Throwable refusal) {
            Throwable innermost = refusal;
            while (innermost.getCause() != null && innermost.getCause() != innermost) {
                innermost = innermost.getCause();
            }
            String words = refusal.getMessage() + (innermost == refusal ? "" : " <- " + innermost.getMessage());
            return "reject: " + words.replaceAll("\\s+", " ");
        }
    }

    private static void build(String[] fields) throws Exception {
        X509Certificate target = certificates(fields[3]).get(0);
        PKIXBuilderParameters parameters = parameters(fields, target);
        List<X509Certificate> given = readable(fields[4]);
        given.add(target);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(given)));
        CertPathBuilder.getInstance("PKIX").build(parameters);
        HostnameChecker.getInstance(HostnameChecker.TYPE_TLS).match(fields[2], target);
    }

    private static void trust(String[] fields) throws Exception {
        List<X509Certificate> chain = certificates(fields[3]);
        chain.addAll(readable(fields[4]));
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters(fields, null)));
        X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
        manager.checkServerTrusted(chain.toArray(new X509Certificate[0]), "UNKNOWN");
        HostnameChecker.getInstance(HostnameChecker.TYPE_TLS).match(fields[2], chain.get(0));
    }

    private static PKIXBuilderParameters parameters(String[] fields, X509Certificate target) throws Exception {
        Set<TrustAnchor> anchors = new HashSet<>();
        for (X509Certificate anchor : certificates(fields[5])) {
            anchors.add(new TrustAnchor(anchor, null));
        }
        X509CertSelector selector = new X509CertSelector();
        selector.setCertificate(target);
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target == null ? null : selector);
        parameters.setRevocationEnabled(fields.length > 6);
        if (fields.length > 6) {
            List<Object> lists = new ArrayList<>();
            for (String one : fields[6].split(",")) {
                byte[] encoded = Base64.getDecoder().decode(one);
                lists.add(CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded)));
            }
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
        }
        parameters.setDate(new Date(Long.parseLong(fields[1])));
        return parameters;
    }

    private static List<X509Certificate> readable(String field) {
        List<X509Certificate> found = new ArrayList<>();
        for (String one : field.split(",")) {
            try {
                found.addAll(certificates(one));
            } catch (Exception unreadable) {
                continue;
            }
        }
        return found;
    }

    private static List<X509Certificate> certificates(String field) throws Exception {
        List<X509Certificate> found = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (String one : field.split(",")) {
            if (!one.isEmpty()) {
                byte[] encoded = Base64.getDecoder().decode(one);
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
            }
        }
        return found;
    }
}
