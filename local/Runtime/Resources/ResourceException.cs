namespace DaprProcessing.Local.Runtime.Resources;

/// <summary>A resource file cannot be used; the message names the file, the resource and what is wrong with it.</summary>
public sealed class ResourceException(string message, Exception? inner = null) : Exception(message, inner);
