package dev.otagate.account;

import java.util.List;

/**
 * A page of the products of an account.
 *
 * @param page from 1
 * @param size the most products of a page
 * @param total the number of all products
 */
public record ProductPage(List<Product> products, int page, int size, long total) {}
