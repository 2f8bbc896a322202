/** Delivery and non-delivery reports. */
@NullMarked
package org.openx400.mta.report;

import org.jspecify.annotations.NullMarked;
