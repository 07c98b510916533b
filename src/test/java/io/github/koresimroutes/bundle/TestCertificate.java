package io.github.koresimroutes.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate of its own making, with its key, as PEM files in a directory. */
record TestCertificate(Path certificate, Path key) {

    private static final String PASSWORD = "changeit";

    /** @param algorithm {@code RSA} or {@code EC} */
    static TestCertificate make(Path directory, String name, String algorithm) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "server", "-keyalg", algorithm, "-dname", "CN=" + name,
                "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(),
                "-storepass", PASSWORD).inheritIO().start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        TestCertificate made = new TestCertificate(
                directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
        Files.writeString(made.certificate,
                pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
        Files.writeString(made.key, pem("PRIVATE KEY",
                keys.getKey("server", PASSWORD.toCharArray()).getEncoded()));
        return made;
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }

    /** Takes the place of the other's files, as a renewal does. */
    void replace(TestCertificate other) throws IOException {
        Files.copy(certificate, other.certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key, other.key, StandardCopyOption.REPLACE_EXISTING);
    }
}
