import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * What this JVM distrusts. First a line for each field of its policies that is a day or names roots, then an answer for
 * each chain on standard input: certificates in base64, target first and anchor last, with spaces between them. They are
 * put to the check of end entities, which comes when a path has been validated.
 */
public class JavaDistrust {
    public static void main(String[] arguments) throws Exception {
        for (String owner : new String[] {"Symantec", "Entrust", "Camerfirma", "Chunghwa"}) {
            tell(owner);
        }
        Class<?> checker = Class.forName("sun.security.validator.EndEntityChecker");
        Method make = checker.getDeclaredMethod("getInstance", String.class, String.class);
        make.setAccessible(true);
        Object made = make.invoke(null, "PKIX", "tls server");
        Method check = checker.getDeclaredMethod("check", X509Certificate[].class, Object.class, boolean.class);
        check.setAccessible(true);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split(" ");
            X509Certificate[] chain = new X509Certificate[parts.length];
            for (int i = 0; i < parts.length; i++) {
                byte[] der = Base64.getDecoder().decode(parts[i]);
                chain[i] = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
            }
            try {
                check.invoke(made, chain, "ECDHE_RSA", false);
                System.out.println("accept");
            } catch (InvocationTargetException e) {
                System.out.println(e.getCause().getMessage());
            }
        }
    }

    private static void tell(String owner) throws Exception {
        Class<?> policy;
        try {
            policy = Class.forName("sun.security.validator." + owner + "TLSPolicy");
        } catch (ClassNotFoundException e) {
            return;
        }
        for (Field field : policy.getDeclaredFields()) {
            field.setAccessible(true);
            Object value = field.get(null);
            if (value != null && !field.getName().equals("debug")) {
                System.out.println("policy\t" + owner + "\t" + field.getName() + "\t" + value);
            }
        }
    }
}
