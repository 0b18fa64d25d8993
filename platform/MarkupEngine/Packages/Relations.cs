namespace DaprProcessing.MarkupEngine.Packages;

/// <summary>What a part of an Office file refers to, by the ids it uses.</summary>
internal sealed class Relations
{
    private readonly Dictionary<string, Relation> _relations = [];

    /// <param name="part">For example <c>word/document.xml</c>; empty for the package itself.</param>
    public Relations(Package package, string part)
    {
        var folder = PartNames.FolderOf(part);
        foreach (var relation in package.Xml($"{folder}_rels/{part[folder.Length..]}.rels").Children("Relationship"))
        {
            var (id, target) = (relation.Value("Id"), relation.Value("Target"));
            if (id is not null && target is not null)
            {
                var isExternal = relation.Value("TargetMode") == "External";
                var type = relation.Value("Type") ?? "";
                _relations[id] = new Relation(
                    type[(type.LastIndexOf('/') + 1)..], isExternal ? target : PartNames.Resolve(folder, target), isExternal);
            }
        }
    }

    /// <summary>The part that an id names; null for what lies outside the file, which is never fetched.</summary>
    public string? Part(string? id) => Find(id) is { IsExternal: false } relation ? relation.Target : null;

    public string? Address(string? id) => Find(id) is { IsExternal: true } relation ? relation.Target : null;

    /// <summary>The first part of a kind: <c>styles</c>, <c>officeDocument</c>, <c>notesSlide</c>.</summary>
    public string? OfType(string type) => AllOfType(type).FirstOrDefault();

    public IEnumerable<string> AllOfType(string type) =>
        _relations.Values.Where(relation => relation.Type == type && !relation.IsExternal).Select(relation => relation.Target);

    private Relation? Find(string? id) => id is null ? null : _relations.GetValueOrDefault(id);

    private sealed record Relation(string Type, string Target, bool IsExternal);
}
