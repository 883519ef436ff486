package dev.gregor.view;

import dev.gregor.divergence.ControlEvent;

/**
 * A switch, or an entry of the audit, with the names that the API has for it.
 *
 * @param experiment its name, or {@code *} for all
 * @param action enable, disable, halt or reset
 * @param at when it was asked for, in epoch milliseconds
 */
public record SwitchView(String experiment, String action, String by, String reason, long at) {

    public static SwitchView of(ControlEvent event) {
        return new SwitchView(event.experiment(), event.action().word(), event.by(), event.reason(), event.at());
    }
}
