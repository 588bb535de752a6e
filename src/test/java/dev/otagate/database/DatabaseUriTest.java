package dev.otagate.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUriTest {
    @Test
    void readsEveryPart() {
        DatabaseAddress address =
                DatabaseAddress.parse("postgresql://us%40er:p%2Fw+1@db.example:6543/ota?sslmode=require");
        PgConnectOptions options = address.connectOptions();

        assertThat(options.getHost()).isEqualTo("db.example");
        assertThat(options.getPort()).isEqualTo(6543);
        assertThat(options.getDatabase()).isEqualTo("ota");
        assertThat(options.getUser()).isEqualTo("us@er");
        assertThat(options.getPassword()).isEqualTo("p/w+1");
        assertThat(options.getSslMode()).isEqualTo(SslMode.REQUIRE);
    }

    @Test
    void fillsInWhatIsNotGiven() {
        DatabaseAddress address = DatabaseAddress.parse("postgres://me@[::1]");

        assertThat(address.servers()).containsExactly(new DatabaseServer("::1", 5432));
        assertThat(address.database()).isEqualTo("me");
        assertThat(address.sslMode()).isEqualTo(SslMode.PREFER);
    }

    @Test
    void verifiesTheServerOnlyWithARootCertificate(@TempDir Path directory) throws IOException {
        Path certificate = Files.writeString(directory.resolve("ca.pem"), "");

        assertThat(DatabaseAddress.parse("postgresql://me@h/db?sslmode=verify-full&sslrootcert=" + certificate)
                        .connectOptions()
                        .getSslOptions()
                        .getHostnameVerificationAlgorithm())
                .isEqualTo("HTTPS");
        assertThatThrownBy(() -> DatabaseAddress.parse("postgresql://me@h/db?sslmode=verify-ca"))
                .hasMessageContaining("sslmode=verify-ca needs sslrootcert");
    }

    @Test
    void readsSeveralServersAndWantsThePrimaryOfThem() {
        DatabaseAddress address =
                DatabaseAddress.parse("postgresql://me:pw@db-1.example:6543,[fe80::1]:5433,10.0.0.3/db");

        assertThat(address.servers())
                .containsExactly(
                        new DatabaseServer("db-1.example", 6543),
                        new DatabaseServer("fe80::1", 5433),
                        new DatabaseServer("10.0.0.3", 5432));
        assertThat(address.primaryOnly()).isTrue();
        assertThat(address.toString()).contains("@db-1.example:6543,[fe80::1]:5433,10.0.0.3:5432/db");
    }

    @ParameterizedTest
    @CsvSource({"h,any,false", "h,primary,true", "h,read-write,true", "'h,i',any,false", "'h,i',primary,true"})
    void takesTheTargetThatIsAskedFor(String servers, String target, boolean primaryOnly) {
        assertThat(DatabaseAddress.parse("postgresql://me@" + servers + "/db?target_session_attrs=" + target)
                        .primaryOnly())
                .isEqualTo(primaryOnly);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://me:hidden@h/db",
                "me:hidden@h/db",
                "postgresql://me:hidden@h/db?sslmode=maybe",
                "postgresql://me:hidden@h/db?other=1",
                "postgresql://me:hidden@h/db?flag",
                "postgresql://:hidden@/db",
                "postgresql://me:hid%zzden@h/db",
                "postgresql://me:hid den@h/db",
                "postgresql://me:hid@den@h/db",
                "postgresql://me:hidden@h,/db",
                "postgresql://me:hidden@h:1:2,i/db",
                "postgresql://me:hidden@h:65536/db",
                "postgresql://me:hidden@h,i/db?target_session_attrs=standby",
                "postgresql://h:hidden/db"
            })
    void rejectsAnotherUriWithoutQuotingIt(String uri) {
        assertThatThrownBy(() -> DatabaseAddress.parse(uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("database.uri is not valid: ")
                .hasMessageNotContaining("hid")
                .message()
                .hasLineCount(1);
    }

    @Test
    void neverPrintsThePassword() {
        assertThat(DatabaseAddress.parse("postgresql://me:hidden@h/db").toString())
                .doesNotContain("hidden");
    }
}
