import java.io.*;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.*;
import java.security.spec.*;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.util.*;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter.*;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Writes one store of each kind that BouncyCastle knows, and beside each what BouncyCastle itself reads from it.
 *
 * Usage: java -cp bcprov.jar BouncyCastleStores.java SEED.p12 PASSWORD FOLDER. Every key entry of the seed becomes one here.
 * truth.txt has one line a store (file, password) and one line an entry (alias, kind, algorithm, fingerprints), tabs between.
 */
public class BouncyCastleStores {
    static final String PASSWORD = "store-pässword";
    static KeyStore seed;
    static char[] seedPassword;
    static Path folder;
    static StringBuilder truth = new StringBuilder();

    interface Filler { void fill(KeyStore store, char[] password) throws Exception; }

    public static void main(String[] arguments) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        seedPassword = arguments[1].toCharArray();
        seed = KeyStore.getInstance("PKCS12", "SunJSSE");
        try (InputStream in = new FileInputStream(arguments[0])) { seed.load(in, seedPassword); }
        folder = Paths.get(arguments[2]);
        for (String type : new String[] {"BKS", "BKS-V1", "BouncyCastle", "BCFKS-DEF"}) {
            String name = type.equals("BouncyCastle") ? "uber" : type.toLowerCase(Locale.ROOT);
            plain(type, name + "_empty", PASSWORD, (s, p) -> {});
            plain(type, name + "_keys", PASSWORD, BouncyCastleStores::keys);
            plain(type, name + "_trust", PASSWORD, BouncyCastleStores::trust);
            if (!type.startsWith("BCFKS")) plain(type, name + "_secret", PASSWORD, BouncyCastleStores::secrets);
            plain(type, name + "_own_passwords", PASSWORD, (s, p) -> {
                for (String alias : aliases(seed)) s.setKeyEntry(alias, key(alias), ("own-" + alias).toCharArray(), seed.getCertificateChain(alias));
            });
            plain(type, name + "_empty_password", "", BouncyCastleStores::trust);
            plain(type, name + "_emoji_password", "pä\uD83D\uDD11", BouncyCastleStores::keys);
        }
        fips();
        Files.write(folder.resolve("truth.txt"), truth.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Key key(String alias) throws Exception { return seed.getKey(alias, seedPassword); }

    static List<String> aliases(KeyStore store) throws Exception { return Collections.list(store.aliases()); }

    static void keys(KeyStore store, char[] password) throws Exception {
        for (String alias : aliases(seed)) store.setKeyEntry(alias, key(alias), password, seed.getCertificateChain(alias));
    }

    static void trust(KeyStore store, char[] password) throws Exception {
        int number = 0;
        for (String alias : aliases(seed))
            for (Certificate certificate : seed.getCertificateChain(alias)) store.setCertificateEntry("größe-日本-\uD83D\uDD11" + number++, certificate);
    }

    static void secrets(KeyStore store, char[] password) throws Exception {
        trust(store, password);
        keys(store, password);
        store.setKeyEntry("aes", new SecretKeySpec(new byte[32], "AES"), password, null);
        store.setKeyEntry("hmac", new SecretKeySpec(new byte[20], "HmacSHA1"), password, null);
        store.setKeyEntry("triple", new SecretKeySpec(new byte[24], "DESede"), password, null);
    }

    /** One of each, since BouncyCastle derives 51,200 rounds for every key. */
    static void few(KeyStore store, char[] password) throws Exception {
        trust(store, password);
        store.setKeyEntry("ec", key("ec"), password, seed.getCertificateChain("ec"));
        store.setKeyEntry("aes", new SecretKeySpec(new byte[32], "AES"), password, null);
    }

    static void plain(String type, String name, String password, Filler filler) throws Exception {
        KeyStore store = KeyStore.getInstance(type, "BC");
        store.load(null, null);
        filler.fill(store, password.toCharArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, password.toCharArray());
        keep(type, name, password, out.toByteArray());
    }

    static void keep(String type, String name, String password, byte[] content) throws Exception {
        Files.write(folder.resolve(name), content);
        KeyStore again = KeyStore.getInstance(type, "BC");
        again.load(new ByteArrayInputStream(content), password.toCharArray());
        truth.append("store\t").append(name).append('\t').append(password).append('\n');
        describe(again, name, password);
    }

    static void describe(KeyStore store, String name, String password) throws Exception {
        for (String alias : aliases(store)) {
            String kind = "trusted-certificate", algorithm = "-";
            if (store.isKeyEntry(alias)) {
                char[] own = (name.endsWith("_own_passwords") ? "own-" + alias : password).toCharArray();
                try {
                    Key key = store.getKey(alias, own);
                    kind = key instanceof SecretKey ? "secret-key" : "private-key";
                    algorithm = key.getAlgorithm();
                } catch (UnrecoverableKeyException missing) { // BouncyCastle has no factory for the HMAC keys that it writes
                    kind = "secret-key";
                }
            }
            truth.append("entry\t").append(alias).append('\t').append(kind).append('\t').append(algorithm);
            Certificate[] chain = store.getCertificateChain(alias);
            if (chain == null && store.getCertificate(alias) != null) chain = new Certificate[] {store.getCertificate(alias)};
            for (Certificate certificate : chain == null ? new Certificate[0] : chain) truth.append('\t').append(fingerprint(certificate));
            truth.append('\n');
        }
    }

    static String fingerprint(Certificate certificate) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        return String.format("%064x", new BigInteger(1, digest));
    }

    static void fips() throws Exception {
        PBKDFConfig[] derivations = {
            new PBKDF2Config.Builder().withIterationCount(2048).withSaltLength(20).withPRF(PBKDF2Config.PRF_SHA512).build(),
            new PBKDF2Config.Builder().withIterationCount(2048).withSaltLength(64).withPRF(PBKDF2Config.PRF_SHA3_512).build(),
            new ScryptConfig.Builder(1024, 8, 1).withSaltLength(20).build(),
        };
        String[] names = {"sha512", "sha3", "scrypt"};
        for (int i = 0; i < derivations.length; i++)
            for (EncryptionAlgorithm encryption : EncryptionAlgorithm.values())
                for (MacAlgorithm mac : MacAlgorithm.values()) {
                    ByteArrayOutputStream out = new ByteArrayOutputStream();
                    BCFKSLoadStoreParameter parameter = new BCFKSLoadStoreParameter.Builder(out, PASSWORD.toCharArray())
                        .withStoreEncryptionAlgorithm(encryption).withStoreMacAlgorithm(mac).withStorePBKDFConfig(derivations[i]).build();
                    KeyStore store = KeyStore.getInstance("BCFKS-DEF", "BC");
                    store.load(null, null);
                    few(store, PASSWORD.toCharArray());
                    store.store(parameter);
                    keep("BCFKS-DEF", "bcfks_" + names[i] + "_" + encryption + "_" + mac, PASSWORD, out.toByteArray());
                }
        signed("rsa", SignatureAlgorithm.SHA512withRSA, true);
        signed("ec", SignatureAlgorithm.SHA512withECDSA, true);
        signed("dsa", SignatureAlgorithm.SHA512withDSA, true);
        signed("rsa", SignatureAlgorithm.SHA3_512withRSA, true);
        signed("ec", SignatureAlgorithm.SHA3_512withECDSA, false);
    }

    static void signed(String alias, SignatureAlgorithm algorithm, boolean withChain) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Certificate[] chain = seed.getCertificateChain(alias);
        KeyFactory factory = KeyFactory.getInstance(key(alias).getAlgorithm(), "BC");
        PrivateKey signer = factory.generatePrivate(new PKCS8EncodedKeySpec(key(alias).getEncoded()));
        PublicKey verifier = factory.generatePublic(new X509EncodedKeySpec(chain[0].getPublicKey().getEncoded()));
        X509Certificate[] signers = Arrays.copyOf(chain, chain.length, X509Certificate[].class);
        BCFKSLoadStoreParameter.Builder builder = new BCFKSLoadStoreParameter.Builder(out, signer).withStoreSignatureAlgorithm(algorithm);
        if (withChain) builder.withCertificates(signers);
        BCFKSLoadStoreParameter parameter = builder.build();
        KeyStore store = KeyStore.getInstance("BCFKS-DEF", "BC");
        store.load(null, null);
        few(store, PASSWORD.toCharArray());
        store.store(parameter);
        String name = "bcfks_signed_" + alias + "_" + algorithm;
        Files.write(folder.resolve(name), out.toByteArray());
        KeyStore again = KeyStore.getInstance("BCFKS-DEF", "BC");
        again.load(new BCFKSLoadStoreParameter.Builder(new ByteArrayInputStream(out.toByteArray()), verifier).withStoreSignatureAlgorithm(algorithm).build());
        truth.append("signed\t").append(name).append('\t').append(PASSWORD).append('\n');
        describe(again, name, PASSWORD);
    }
}
