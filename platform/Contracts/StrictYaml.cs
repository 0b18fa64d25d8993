using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace DaprProcessing.Contracts;

/// <summary>YAML of which every key is known, there once, and where it must be.</summary>
internal static class StrictYaml
{
    private static readonly IDeserializer Reader = new DeserializerBuilder().WithNamingConvention(
        CamelCaseNamingConvention.Instance)
        .WithDuplicateKeyChecking().WithEnforceRequiredMembers().Build();

    /// <summary>Throws <see cref="InvalidDataException"/> naming the file, the line and what is wrong there.</summary>
    public static T Read<T>(string yaml, string file)
    {
        try
        {
            return Reader.Deserialize<T>(yaml) ?? throw new InvalidDataException($"{file} is empty");
        }
        catch (YamlException error)
        {
            throw new InvalidDataException(
                $"{file}, line {error.Start.Line}: {error.InnerException?.Message ?? error.Message}", error);
        }
    }
}
