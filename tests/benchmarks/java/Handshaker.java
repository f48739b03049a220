import java.io.*;
import java.net.*;
import java.nio.file.*;
import java.security.*;
import java.security.cert.Certificate;
import java.security.cert.*;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.*;
import java.util.concurrent.*;
import javax.net.ssl.*;

/**
 * Plays one side of many TLS handshakes. Each line on standard input is a command of words separated by tabs:
 * server PORT IDENTITY TRUST NEED TLS, or client PORT IDENTITY TRUST HOST TLS; "-" stands for none.
 * IDENTITY is a PEM file of certificates and a PKCS8 key, TRUST one of certificates. A server first prints "listening".
 * One line is printed per command: "ok", or "failed" and the messages of the exception and its causes.
 */
public class Handshaker {
    static final char[] PASSWORD = "changeit".toCharArray();

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split("\t");
            String said;
            try {
                said = words[0].equals("server") ? serve(words) : connect(words);
            } catch (Exception e) {
                said = "failed\t" + told(e);
            }
            System.out.println(said);
            System.out.flush();
        }
    }

    static String told(Throwable e) {
        StringBuilder b = new StringBuilder();
        for (Throwable t = e; t != null && b.length() < 2000; t = t.getCause()) {
            b.append(t.getClass().getSimpleName()).append(": ").append(t.getMessage()).append(" | ");
        }
        return b.toString().replace('\n', ' ').replace('\t', ' ');
    }

    static String serve(String[] w) throws Exception {
        SSLContext context = context(w[2], w[3]);
        try (SSLServerSocket listener = (SSLServerSocket) context.getServerSocketFactory().createServerSocket()) {
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress("127.0.0.1", Integer.parseInt(w[1])));
            listener.setSoTimeout(8000);
            if (w[4].equals("need")) listener.setNeedClientAuth(true);
            listener.setEnabledProtocols(new String[] {w[5]});
            System.out.println("listening");
            System.out.flush();
            try (SSLSocket socket = (SSLSocket) listener.accept()) {
                socket.setSoTimeout(8000);
                socket.startHandshake();
                socket.getInputStream().read();
                socket.getOutputStream().write('b');
                socket.getOutputStream().flush();
                return "ok";
            }
        }
    }

    static String connect(String[] w) throws Exception {
        SSLContext context = context(w[2], w[3]);
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(w[1])), 8000);
            try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, w[4], Integer.parseInt(w[1]), true)) {
                socket.setSoTimeout(8000);
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                parameters.setProtocols(new String[] {w[5]});
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                socket.getOutputStream().write('a');
                socket.getOutputStream().flush();
                return socket.getInputStream().read() == 'b' ? "ok" : "failed\tclosed";
            }
        }
    }

    static SSLContext context(String identity, String trust) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity(identity), PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        int n = 0;
        for (Certificate c : certificates(trust)) store.setCertificateEntry("t" + n++, c);
        trusted.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
        return context;
    }

    static KeyStore identity(String file) throws Exception {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, null);
        if (file.equals("-")) return store;
        List<Certificate> chain = certificates(file);
        PrivateKey key = key(file);
        if (key != null) store.setKeyEntry("own", key, PASSWORD, chain.toArray(new Certificate[0]));
        else store.setCertificateEntry("own", chain.get(0));
        return store;
    }

    static List<Certificate> certificates(String file) throws Exception {
        List<Certificate> found = new ArrayList<>();
        if (file.equals("-")) return found;
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        String text = Files.readString(Path.of(file));
        String end = "-----END CERTIFICATE-----";
        for (int at = text.indexOf("-----BEGIN CERTIFICATE"); at >= 0; at = text.indexOf("-----BEGIN CERTIFICATE", at + 1)) {
            String block = text.substring(at, text.indexOf(end, at) + end.length());
            found.add(factory.generateCertificate(new ByteArrayInputStream(block.getBytes())));
        }
        return found;
    }

    static PrivateKey key(String file) throws Exception {
        String text = Files.readString(Path.of(file));
        String begin = "-----BEGIN PRIVATE KEY-----";
        int at = text.indexOf(begin);
        if (at < 0) return null;
        String body = text.substring(at + begin.length(), text.indexOf("-----END PRIVATE KEY-----")).replaceAll("\\s", "");
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }
}
