/**
 * The parts of {@code gregor demo}: a real broker in this process, real flights, a model trained on them and an inference
 * application that scores them. Each part stands alone and is closed by whoever opened it; the order in which they run is
 * the command's business.
 */
@NullMarked
package dev.gregor.demo;

import org.jspecify.annotations.NullMarked;
