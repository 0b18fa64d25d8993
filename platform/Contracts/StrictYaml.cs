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

    private static readonly IDeserializer Lenient = new DeserializerBuilder().WithNamingConvention(
        CamelCaseNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    /// <summary>What can be read of YAML whose keys are known to be wrong; what is missing is null.</summary>
    public static T? ReadLeniently<T>(string yaml)
        where T : class
    {
        try
        {
            return Lenient.Deserialize<T>(yaml);
        }
        catch (YamlException)
        {
            return null;
        }
    }

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
