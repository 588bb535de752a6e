package dev.otagate.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otagate.operation.Operation;
import dev.otagate.operation.OperationCatalogue;
import dev.otagate.operation.Parameter;
import dev.otagate.server.Futures;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.OpenAPIVersion;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {
    private final OperationCatalogue catalogue = new OperationCatalogue();
    private final JsonObject document = new JsonObject(OpenApiDocument.of(catalogue, "http://127.0.0.1:8686", "1.0.0"));

    @Test
    void isValidByTheSchemaOfOpenApi() {
        Vertx vertx = Vertx.vertx();
        try {
            OpenAPIVersion version = OpenAPIVersion.fromContract(document);
            SchemaRepository schemas = Futures.await(version.getRepository(vertx, "https://otagate.invalid"));

            assertThat(Futures.await(version.validateContract(vertx, schemas, document))
                            .getValid())
                    .isTrue();
            JsonObject broken = document.copy();
            broken.remove("info");
            assertThat(Futures.await(version.validateContract(vertx, schemas, broken))
                            .getValid())
                    .isFalse();
        } finally {
            Futures.await(vertx.close());
        }
    }

    @Test
    void describesEveryOperationOfTheCatalogueWithItsParameters() {
        assertThat(document.getJsonObject("paths").fieldNames()).hasSameSizeAs(catalogue.all());
        for (Operation operation : catalogue.all()) {
            JsonObject get = document.getJsonObject("paths")
                    .getJsonObject("/#Action=" + operation.name())
                    .getJsonObject("get");
            assertThat(names(get.getJsonArray("parameters")))
                    .containsAll(
                            operation.parameters().stream().map(Parameter::name).toList());
            assertThat(names(get.getJsonArray("parameters")).contains("ClientToken"))
                    .isEqualTo(operation.idempotent().isPresent());
        }
    }

    @Test
    void namesOnlyComponentsThatAreThere() {
        JsonObject components = document.getJsonObject("components");
        Matcher reference = Pattern.compile("#/components/(\\w+)/(\\w+)").matcher(document.encode());
        while (reference.find()) {
            assertThat(components.getJsonObject(reference.group(1)).fieldNames())
                    .contains(reference.group(2));
        }
    }

    private static List<String> names(JsonArray parameters) {
        return parameters.stream()
                .map(JsonObject.class::cast)
                .map(parameter -> parameter.getString("name"))
                .filter(name -> name != null)
                .toList();
    }
}
