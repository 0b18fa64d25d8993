namespace DaprProcessing.Local.Runtime.Cel;

/// <summary>A condition uses something this evaluator does not know; the message says what and where.</summary>
public sealed class CelException(string message) : Exception(message);
