/** The settings: where they come from, what they mean, and one clear line where one is wrong. */
package dev.otagate.config;
