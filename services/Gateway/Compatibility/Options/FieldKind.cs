namespace DaprProcessing.Gateway.Compatibility.Options;

internal enum FieldKind { Flag, Choice, Choices, Text, Texts, Number, Whole, PageRange, Object }
