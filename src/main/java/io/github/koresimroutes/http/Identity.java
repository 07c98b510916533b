package io.github.koresimroutes.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A certificate chain and the key that it belongs to, read from PEM files as they are now. */
record Identity(X509Certificate[] chain, PrivateKey key, int content) {

    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN (|[A-Z]+ )PRIVATE KEY-----([^-]*)-----END");

    /** @throws IOException with a message for an operator, that holds nothing of the files */
    static Identity read(TlsFiles files) throws IOException {
        byte[] certificates = bytes(files.certificate().toString());
        byte[] keys = bytes(files.key().toString());
        X509Certificate[] chain = chain(certificates, files.certificate().toString());
        PrivateKey key = key(keys, files.key().toString(), chain[0].getPublicKey().getAlgorithm());
        if (!belong(chain[0], key)) {
            throw new IOException("the key in " + files.key() + " is not the one of the"
                    + " certificate in " + files.certificate()
                    + ", whose own certificate comes first");
        }
        return new Identity(chain, key,
                31 * Arrays.hashCode(certificates) + Arrays.hashCode(keys));
    }

    Instant end() {
        return chain[0].getNotAfter().toInstant();
    }

    private static byte[] bytes(String file) throws IOException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException e) {
            throw new IOException("the file " + file + (Files.exists(Path.of(file))
                    ? " cannot be read by this user" : " does not exist"), e);
        }
    }

    private static X509Certificate[] chain(byte[] pem, String file) throws IOException {
        try {
            List<X509Certificate> chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem)).stream()
                    .map(X509Certificate.class::cast).toList();
            if (!chain.isEmpty()) {
                return chain.toArray(X509Certificate[]::new);
            }
        } catch (CertificateException e) {
            // said below
        }
        throw new IOException("the file " + file + " holds no certificates in PEM");
    }

    private static PrivateKey key(byte[] pem, String file, String algorithm) throws IOException {
        Matcher found = KEY.matcher(new String(pem, StandardCharsets.ISO_8859_1));
        if (!found.find() || !found.group(1).isEmpty()) {
            throw new IOException("the file " + file + " holds no key in PEM that begins with"
                    + " -----BEGIN PRIVATE KEY-----. Other forms: openssl pkcs8 -topk8 -nocrypt");
        }
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(
                    Base64.getMimeDecoder().decode(found.group(2))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("the key in " + file + " is no " + algorithm
                    + " key, as its certificate has");
        }
    }

    private static boolean belong(X509Certificate certificate, PrivateKey key) {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] text = "kore-sim-routes".getBytes(StandardCharsets.US_ASCII);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
