package dev.otagate.transfer;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the JSON of both dialects: names in any case, numbers as text, lists with or without an object around them. */
final class LenientJson {
    private static final int MAX_DEPTH = 4;
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private LenientJson() {}

    /** The value of a field, empty if it is absent or null. */
    static Optional<Object> value(JsonObject object, String name) {
        Object exact = object.getValue(name);
        return exact == null ? inAnyCase(object, name) : Optional.of(exact);
    }

    private static Optional<Object> inAnyCase(JsonObject object, String name) {
        for (String field : object.fieldNames()) {
            if (field.equalsIgnoreCase(name)) {
                return Optional.ofNullable(object.getValue(field));
            }
        }
        return Optional.empty();
    }

    /** A text, a number or a boolean as text. */
    static Optional<String> text(JsonObject object, String name) {
        return value(object, name)
                .filter(value -> !(value instanceof JsonObject) && !(value instanceof JsonArray))
                .map(Object::toString);
    }

    /** A whole number, which may be a text. */
    static OptionalLong number(JsonObject object, String name) {
        Optional<String> text = text(object, name)
                .map(String::trim)
                .filter(value -> NUMBER.matcher(value).matches());
        return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
    }

    static int integer(JsonObject object, String name, int otherwise) {
        OptionalLong number = number(object, name);
        return number.isPresent() && number.getAsLong() == (int) number.getAsLong()
                ? (int) number.getAsLong()
                : otherwise;
    }

    /** Whether each text is Unicode: an escape in JSON can be half of a surrogate pair. */
    static boolean isText(JsonObject object) {
        for (Object value : object.getMap().values()) {
            if (value instanceof String text && !isText(text)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text is Unicode, without half of a surrogate pair. */
    static boolean isText(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return false;
            }
            i += Character.charCount(c);
        }
        return true;
    }

    /** The objects of a list, which may be in an object with one field: {@code Data.List.ProductInfo[]}. */
    static List<JsonObject> list(Object value) {
        List<JsonObject> found = new ArrayList<>();
        collect(value, MAX_DEPTH, found);
        return found;
    }

    private static void collect(Object value, int depth, List<JsonObject> found) {
        if (value instanceof JsonArray array) {
            array.stream().filter(JsonObject.class::isInstance).forEach(element -> found.add((JsonObject) element));
        } else if (value instanceof JsonObject object && depth > 0) {
            Optional<Object> list = value(object, "list");
            if (value(object, "productKey").isPresent()) {
                found.add(object);
            } else if (list.isPresent()) {
                collect(list.get(), depth - 1, found);
            } else {
                object.forEach(field -> collect(object.getValue(field.getKey()), depth - 1, found));
            }
        }
    }
}
