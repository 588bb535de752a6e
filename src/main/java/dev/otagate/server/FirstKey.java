package dev.otagate.server;

import dev.otagate.account.AccessKey;
import dev.otagate.account.AccessKeyRepository;
import dev.otagate.account.Account;
import dev.otagate.account.AccountRepository;
import dev.otagate.account.NewAccessKey;
import dev.otagate.account.Product;
import dev.otagate.account.ProductRepository;
import dev.otagate.config.ConfigException;
import dev.otagate.file.AtomicFile;
import dev.otagate.file.ShellWord;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The first account, product and access key of a gateway, in {@code first-key.env} in the data directory, for a shell. What is missing or
 * cannot be used is created, so that the next start completes an interrupted one. Blocking.
 */
public final class FirstKey {
    private static final String NAME = "first";
    private static final String ENDPOINT = "OTAGATE_ENDPOINT";
    private static final String KEY_ID = "OTAGATE_ACCESS_KEY_ID";
    private static final String SECRET = "OTAGATE_ACCESS_KEY_SECRET";
    private static final String PRODUCT = "OTAGATE_PRODUCT_KEY";
    private static final List<String> VARIABLES = List.of(ENDPOINT, KEY_ID, SECRET, PRODUCT);

    private final Path file;
    private final AccountRepository accounts;
    private final ProductRepository products;
    private final AccessKeyRepository keys;

    /** The file, and the key in it. */
    public record Created(Path file, String accessKeyId) {}

    FirstKey(Path dataDirectory, Pool pool, AccessKeyRepository keys) {
        this.file = dataDirectory.resolve("first-key.env");
        this.accounts = new AccountRepository(pool);
        this.products = new ProductRepository(pool);
        this.keys = keys;
    }

    /** Creates what is missing and returns the file and the key. Throws {@link ConfigException} if the file cannot be written. */
    Created ensure(String endpoint) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Map<String, String> known = read();
            Map<String, String> variables = isUsable(known) ? new HashMap<>(known) : create();
            variables.put(ENDPOINT, endpoint);
            if (!variables.equals(known)) {
                write(variables);
            }
            return new Created(file, variables.get(KEY_ID));
        } catch (IOException e) {
            throw new ConfigException("the first key cannot be written to " + file + " (" + e
                    + "): database.dataDirectory must be a directory that otagate can write");
        }
    }

    private Map<String, String> read() throws IOException {
        Map<String, String> variables = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String name = line.substring(0, Math.max(0, line.indexOf('=')));
                if (VARIABLES.contains(name)) {
                    variables.put(name, ShellWord.unquoted(line.substring(name.length() + 1)));
                }
            }
        } catch (NoSuchFileException e) {
            return Map.of();
        }
        return variables;
    }

    private boolean isUsable(Map<String, String> variables) {
        return variables.keySet().containsAll(VARIABLES)
                && Futures.await(keys.find(variables.get(KEY_ID)))
                        .filter(key -> key.enabled() && hasSecret(key, variables.get(SECRET)))
                        .isPresent();
    }

    // After otagate key reissue, the secret is another one.
    private static boolean hasSecret(AccessKey key, String secret) {
        return !secret.isEmpty() && MessageDigest.isEqual(key.secret(), secret.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, String> create() throws IOException {
        // Before a key is created whose secret would be lost.
        if (!Files.isWritable(file.toAbsolutePath().getParent())) {
            throw new IOException("the directory cannot be written");
        }
        Account account = Futures.await(accounts.all()).stream()
                .filter(each -> each.name().equals(NAME))
                .findFirst()
                .orElseGet(() -> Futures.await(accounts.create(NAME, OptionalInt.empty(), OptionalInt.empty())));
        Product product = Futures.await(products.oldest(account))
                .orElseGet(() -> Futures.await(products.create(account, Optional.empty(), Optional.of(NAME))));
        NewAccessKey key = Futures.await(keys.create(account));
        Map<String, String> variables = new HashMap<>();
        variables.put(KEY_ID, key.accessKeyId());
        variables.put(SECRET, key.accessKeySecret());
        variables.put(PRODUCT, product.productKey());
        return variables;
    }

    private void write(Map<String, String> variables) throws IOException {
        AtomicFile.replace(
                file,
                VARIABLES.stream()
                        .map(name -> name + "=" + ShellWord.quoted(variables.get(name)) + "\n")
                        .collect(Collectors.joining()));
    }
}
