using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Dapr.Common.Serialization;

/// <summary>JSON as ASP.NET Core writes it (camelCase, read without regard to case), public fields included.</summary>
public class JsonDaprSerializer(JsonSerializerOptions options) : IDaprSerializer
{
    // Options keep a cache of type metadata: one instance for all that use the default.
    private static readonly JsonSerializerOptions DefaultOptions = new(JsonSerializerDefaults.Web) { IncludeFields = true };

    private readonly JsonSerializerOptions _options = options ?? throw new ArgumentNullException(nameof(options));

    /// <summary>With the default options.</summary>
    public JsonDaprSerializer()
        : this(DefaultOptions)
    {
    }

    /// <inheritdoc/>
    public string Serialize<T>(T value) => value is null ? "" : JsonSerializer.Serialize(value, _options);

    /// <inheritdoc/>
    public string Serialize(object? value, Type? inputType = null) =>
        value is null ? "" : JsonSerializer.Serialize(value, inputType is null || inputType == typeof(object) ? value.GetType() : inputType, _options);

    /// <inheritdoc/>
    public T? Deserialize<T>(string? data) => string.IsNullOrEmpty(data) ? default : JsonSerializer.Deserialize<T>(data, _options);

    /// <inheritdoc/>
    public object? Deserialize(string? data, Type returnType)
    {
        ArgumentNullException.ThrowIfNull(returnType);
        if (!string.IsNullOrEmpty(data))
            return JsonSerializer.Deserialize(data, returnType, _options);
        return returnType.IsValueType && Nullable.GetUnderlyingType(returnType) is null ? RuntimeHelpers.GetUninitializedObject(returnType) : null;
    }
}
