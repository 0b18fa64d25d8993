namespace DaprProcessing.Local.Runtime.Storage;

/// <summary>The database file could not be written: nothing of the commit is stored, and the caller may try again.</summary>
public sealed class StorageException(string message, Exception? inner = null) : IOException(message, inner);
