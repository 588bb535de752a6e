/**
 * otagate, a gateway for the OTA-module API. The packages in the order of a request's way: {@code http} takes it,
 * {@code pipeline} leads it through {@code parameter}, {@code signature} (with the keys of {@code account}), {@code limit}
 * and the rules of {@code operation} to the {@code store}, and {@code response} gives the outcome its form. Around them:
 * {@code config}, {@code database}, {@code metrics}, {@code management}, {@code server}, which puts the parts together, and
 * {@code cli}.
 */
package dev.otagate;
