namespace Dapr.Common.Serialization;

/// <summary>Turns inputs, results, events and statuses into the text that is recorded, and back.</summary>
public interface IDaprSerializer
{
    /// <summary>Writes a value as <typeparamref name="T"/>.</summary>
    string Serialize<T>(T value);

    /// <summary>Writes a value as <paramref name="inputType"/>, or as what it is. Null gives the empty string.</summary>
    string Serialize(object? value, Type? inputType = null);

    /// <summary>Reads a value; null or empty text gives the type's default.</summary>
    T? Deserialize<T>(string? data);

    /// <summary>Reads a value; null or empty text gives the type's default.</summary>
    object? Deserialize(string? data, Type returnType);
}
