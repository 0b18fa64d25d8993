using System.Reflection;

namespace DaprProcessing.Local.Host.Catalogue;

/// <summary>
/// The options classes of a service: those with a <c>Section</c>, in its own code and in all of ours that it uses.
/// </summary>
internal static class ServiceSettings
{
    private const string SectionConstant = "Section";

    /// <summary>Section → options in it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(Service service) => Classes(service).ToDictionary(
        type => (string)type.GetField(SectionConstant)!.GetRawConstantValue()!,
        type => (IReadOnlyList<string>)[.. type.GetProperties().Where(IsOption).Select(property => property.Name)]);

    private static IEnumerable<Type> Classes(Service service) =>
        from assembly in Closure(CodeOf(service))
        from type in assembly.GetTypes()
        where type.GetField(SectionConstant) is { IsLiteral: true, FieldType: var text } && text == typeof(string)
        select type;

    // A stage is the type argument of the host that builds it; the other services build themselves.
    private static Assembly CodeOf(Service service) =>
        (service.Build.Method is { IsGenericMethod: true } generic
            ? generic.GetGenericArguments()[0]
            : service.Build.Method.DeclaringType!).Assembly;

    private static HashSet<Assembly> Closure(Assembly root)
    {
        var found = new HashSet<Assembly> { root };
        var left = new Queue<Assembly>(found);
        while (left.TryDequeue(out var assembly))
        {
            foreach (var reference in assembly.GetReferencedAssemblies().Select(Assembly.Load).Where(IsOurs))
            {
                if (found.Add(reference))
                {
                    left.Enqueue(reference);
                }
            }
        }

        return found;
    }

    private static bool IsOurs(Assembly assembly) =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".dll"))
        && assembly.GetTypes().Any(type => type.Namespace?.StartsWith("DaprProcessing.", StringComparison.Ordinal) == true);

    // Lists without a setter are filled by the binder.
    private static bool IsOption(PropertyInfo property) =>
        property.SetMethod is { IsPublic: true } || typeof(System.Collections.IList).IsAssignableFrom(property.PropertyType)
        || (property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(IList<>));
}
