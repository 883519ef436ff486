/**
 * The report of experiments, the face of Gregor. In goes a {@link dev.gregor.report.Report}, which somebody else gathered from
 * the topics; out comes {@code report.json} for programs, {@code report.html}, one self-contained page, for people, JUnit's XML for CI
 * servers and a journal for the Chaos Toolkit. Pure: the same report gives the same bytes, and nothing here reads a topic, a clock or
 * the network.
 */
@NullMarked
package dev.gregor.report;

import org.jspecify.annotations.NullMarked;
