using System.Xml.Linq;

namespace DaprProcessing.Architecture.Tests.References;

/// <summary>What a project file says it needs.</summary>
/// <param name="Folder">From the root: <c>platform/Stages</c>.</param>
/// <param name="References">The folders of the projects it references.</param>
/// <param name="Packages">With frameworks: <c>Microsoft.AspNetCore.App</c>, also where the SDK brings it.</param>
internal sealed record Project(string Folder, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public static IReadOnlyList<Project> All { get; } =
        [.. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read)];

    public string Top => Folder.Split('/')[0];

    private static Project Read(string file)
    {
        var root = XDocument.Load(Repository.Absolute(file)).Root!;
        var folder = Path.GetDirectoryName(file)!;
        IEnumerable<string> implied = root.Attribute("Sdk")!.Value == "Microsoft.NET.Sdk.Web" ? ["Microsoft.AspNetCore.App"] : [];
        return new Project(
            folder,
            [.. Includes(root, "ProjectReference").Select(path => Repository.Resolve(folder, Path.GetDirectoryName(path)!))],
            [.. Includes(root, "PackageReference"), .. Includes(root, "FrameworkReference"), .. implied]);
    }

    private static IEnumerable<string> Includes(XElement root, string item) =>
        root.Descendants(item).Select(element => element.Attribute("Include")!.Value);
}
