using System.ComponentModel.DataAnnotations;
using System.Reflection;
using DaprProcessing.TestKit;
using Microsoft.Extensions.Configuration;

namespace DaprProcessing.Charts.Tests.Checks;

/// <summary>The options classes of every program, by their section.</summary>
internal static class OptionsClasses
{
    public static IReadOnlyDictionary<string, Type> All { get; } =
        Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Where(IsOurs)
            .SelectMany(file => Assembly.LoadFrom(file).GetTypes())
            .Where(type => type.GetField("Section") is { IsLiteral: true })
            .ToDictionary(type => (string)type.GetField("Section")!.GetRawConstantValue()!);

    /// <summary>Binds variables such as <c>Section__Option</c> as the program does, and validates; their sections.</summary>
    public static IReadOnlyList<string> Bind(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var settings = variables.Select(pair => KeyValuePair.Create(
            pair.Key.Replace("__", ":", StringComparison.Ordinal), (string?)pair.Value));
        var sections = settings.GroupBy(pair => SectionOf(pair.Key)).ToList();
        foreach (var section in sections)
        {
            var options = Activator.CreateInstance(All[section.Key])!;
            new ConfigurationBuilder().AddInMemoryCollection(section).Build().GetSection(section.Key)
                .Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        }

        return [.. sections.Select(section => section.Key)];
    }

    /// <summary>The longest: an engine's section lies in its stage's.</summary>
    private static string SectionOf(string key) =>
        All.Keys.Where(section => key.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase))
            .MaxBy(section => section.Length) ?? key;

    private static bool IsOurs(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name.StartsWith("DaprProcessing.", StringComparison.Ordinal)
            || Directory.EnumerateDirectories(Path.Combine(SamplePaths.RepositoryRoot, "services")).Any(service => string.Equals(
                Path.GetFileName(service), name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));
    }
}
