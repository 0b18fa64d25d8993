using System.Reflection;
using System.Runtime.InteropServices;
using DaprProcessing.Contracts.Problems;
using DaprProcessing.DocumentEngine.Hosting;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>Finds PDFium: by option, where the set-up put it, in an installed LibreOffice, by the loader; and sees that it has
/// what is called.</summary>
internal static class PdfiumLibrary
{
    /// <summary>What the imports name; no file has that name.</summary>
    public const string Name = "pdfium-engine";

    /// <summary>The option: a file, any build of PDFium with its public C interface.</summary>
    public const string Option = "PDFIUM_LIBRARY";

    private const string Package = "libreoffice-core-nogui";

    private static readonly string[] Places =
    [
        "/usr/local/lib/dapr-processing/libpdfiumlo.so",
        "/usr/lib/libreoffice/program/libpdfiumlo.so",
        "libpdfium.so",
    ];

    private static nint _library;
    private static bool _isStarted;

    /// <summary>Once, before the first call; nothing is called yet: the library may be another than it should be.</summary>
    public static void Register() =>
        NativeLibrary.SetDllImportResolver(typeof(PdfiumLibrary).Assembly, (name, _, _) => name == Name ? Library() : 0);

    /// <summary>Before the first document.</summary>
    /// <exception cref="EngineFault">It is missing, or lacks what is called.</exception>
    public static void Start()
    {
        if (_isStarted)
        {
            return;
        }

        if (Problem() is { } problem)
        {
            throw new EngineFault(new Failure(FailureCodes.Internal, problem));
        }

        PdfiumDocument.InitLibrary();
        _isStarted = true;
    }

    /// <returns>Null where all is there, else what to install and which option to set, in one line.</returns>
    public static string? Problem()
    {
        var remedy = $"Install it (eng/setup.sh takes it out of the Debian package {Package}), "
            + $"or set {Option} to the path of a PDFium library";
        if (Library() == 0)
        {
            var wanted = Environment.GetEnvironmentVariable(Option);
            return string.IsNullOrEmpty(wanted)
                ? $"The PDFium library is missing. {remedy}."
                : $"The file that {Option} names is no library that can be loaded. {remedy} that can be loaded.";
        }

        return Missing() is { } symbol ? $"The PDFium library lacks {symbol}. {remedy} of 2022 or later." : null;
    }

    /// <summary>Whether the library has every call that a part names which the engine can do without; once it is
    /// started.</summary>
    public static bool Has(Type part) => MissingOf(part) is null;

    /// <summary>Whether the library has this call; once it is started.</summary>
    public static bool Has(string entry) => NativeLibrary.TryGetExport(_library, entry, out _);

    private static nint Library()
    {
        if (_library == 0)
        {
            var wanted = Environment.GetEnvironmentVariable(Option);
            foreach (var place in string.IsNullOrEmpty(wanted) ? Places : [wanted])
            {
                if (NativeLibrary.TryLoad(place, out _library))
                {
                    break;
                }
            }
        }

        return _library;
    }

    /// <summary>Every entry point that the imports of this folder name, so that none is found missing in the middle of a
    /// document.</summary>
    private static string? Missing()
    {
        Type[] parts =
        [
            typeof(PdfiumDocument), typeof(PdfiumPage), typeof(PdfiumText), typeof(PdfiumFont), typeof(PdfiumObject),
            typeof(PdfiumPath), typeof(PdfiumBitmap), typeof(PdfiumAnnotation), typeof(PdfiumLink), typeof(PdfiumOutline),
            typeof(PdfiumAttachment), typeof(PdfiumXfa), typeof(PdfiumForm), typeof(PdfiumMark),
        ];
        return parts.Select(MissingOf).FirstOrDefault(entry => entry is not null);
    }

    private static string? MissingOf(Type part)
    {
        const BindingFlags Imports =
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        return part.GetMethods(Imports)
            .Select(method => method.GetCustomAttribute<LibraryImportAttribute>()?.EntryPoint
                ?? method.GetCustomAttribute<DllImportAttribute>()?.EntryPoint)
            .FirstOrDefault(entry => entry is not null && !NativeLibrary.TryGetExport(_library, entry, out _));
    }
}
