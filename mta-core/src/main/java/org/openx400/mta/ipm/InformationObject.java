package org.openx400.mta.ipm;

/** What a content of type 22 or 2 is, X.420 clause 7. */
public sealed interface InformationObject permits InterpersonalMessage, InterpersonalNotification {}
