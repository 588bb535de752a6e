package dev.otagate.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** The words of a shell command with quotes and backslashes. Variables and expansions are not replaced. */
final class ShellWords {
    private final List<String> words = new ArrayList<>();
    private final String command;
    private StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private ShellWords(String command) {
        this.command = command;
    }

    static List<String> split(String command) {
        return new ShellWords(command).split();
    }

    private List<String> split() {
        for (; at < command.length(); at++) {
            char c = command.charAt(at);
            if (Character.isWhitespace(c)) {
                end();
            } else {
                inWord = true;
                read(c);
            }
        }
        end();
        return words;
    }

    private void read(char c) {
        if (c == '\'') {
            at++;
            quoted('\'', false);
        } else if (c == '"') {
            at++;
            quoted('"', true);
        } else if (c == '$' && at + 1 < command.length() && command.charAt(at + 1) == '\'') {
            at += 2;
            quoted('\'', true);
        } else if (c == '\\') {
            escaped();
        } else {
            word.append(c);
        }
    }

    private void quoted(char quote, boolean escapes) {
        for (; at < command.length() && command.charAt(at) != quote; at++) {
            if (escapes && command.charAt(at) == '\\') {
                escaped();
            } else {
                word.append(command.charAt(at));
            }
        }
    }

    // A backslash at the end of a line joins the lines.
    private void escaped() {
        at++;
        if (at < command.length() && command.charAt(at) == '\n') {
            inWord = word.length() > 0;
        } else if (at < command.length()) {
            word.append(command.charAt(at));
        }
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word = new StringBuilder();
            inWord = false;
        }
    }
}
