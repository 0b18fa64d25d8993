namespace DaprProcessing.Analysis.Entities;

/// <summary>
/// Entities of a text that do not overlap: what has a form goes before what has a name, longer before shorter.
/// </summary>
internal static class EntityFinder
{
    public static List<EntityMention> Find(string text)
    {
        var taken = new List<EntityMention>();
        AddFree(taken, PatternEntities.Find(text));
        AddFree(taken, NamedEntities.Find(text));
        return [.. taken.OrderBy(mention => mention.Start)];
    }

    private static void AddFree(List<EntityMention> taken, IEnumerable<EntityMention> found)
    {
        var known = new SortedSet<EntityMention>(taken, Comparer<EntityMention>.Create((a, b) => a.Start.CompareTo(b.Start)));
        foreach (var mention in found.OrderByDescending(mention => mention.End - mention.Start).ThenBy(mention => mention.Start))
        {
            // Of those that lie before its end, the last is the one that may reach into it.
            var before = known.GetViewBetween(new EntityMention("", 0, 0), new EntityMention("", mention.End - 1, 0)).Max;
            if (before is null || before.End <= mention.Start)
            {
                known.Add(mention);
                taken.Add(mention);
            }
        }
    }
}
