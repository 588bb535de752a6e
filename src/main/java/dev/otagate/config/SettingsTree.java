package dev.otagate.config;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Finds the settings in a YAML document. Values are not converted: {@code nodeName: no} and {@code nodeName: 010} stay text. Errors are
 * one line with the place of the name.
 */
final class SettingsTree {
    // The tags of values that are written without a tag.
    private static final Set<Tag> PLAIN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MERGE);

    private final String file;
    private final BiConsumer<String, String> settings;
    private final Set<String> seen = new HashSet<>();

    private SettingsTree(String file, BiConsumer<String, String> settings) {
        this.file = file;
        this.settings = settings;
    }

    /** Calls back with the key and the value of each setting. Throws {@link ConfigException}. */
    static void walk(String file, Node document, BiConsumer<String, String> settings) {
        new SettingsTree(file, settings).section("", document);
    }

    // The recursion ends: known sections have at most two levels, and a node that contains itself is an unknown
    // setting.
    private void section(String section, Node node) {
        if (isNull(node)) {
            return;
        }
        if (!(node instanceof MappingNode names)) {
            throw new ConfigException(
                    file + ": " + (section.isEmpty() ? "the file" : section) + " must have settings by name");
        }
        for (NodeTuple entry : names.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode name)) {
                throw fault(entry.getKeyNode(), "the name of a setting must be plain text");
            }
            String key = section.isEmpty() ? name.getValue() : section + "." + name.getValue();
            if (!seen.add(key)) {
                throw fault(name, key + " is given twice");
            }
            if (Setting.isSection(key)) {
                section(key, entry.getValueNode());
            } else {
                settings.accept(key, value(key, entry.getValueNode()));
            }
        }
    }

    private String value(String key, Node node) {
        if (Setting.named(key, Setting::key).isEmpty()) {
            return "";
        }
        if (!(node instanceof ScalarNode scalar)) {
            throw fault(node, key + " must have a single value");
        }
        if (!PLAIN.contains(scalar.getTag())) {
            throw fault(node, key + " must have a value without a tag");
        }
        return isNull(scalar) ? "" : scalar.getValue();
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private ConfigException fault(Node node, String text) {
        return new ConfigException(file + ":" + (node.getStartMark().getLine() + 1) + ":"
                + (node.getStartMark().getColumn() + 1) + ": " + text);
    }
}
