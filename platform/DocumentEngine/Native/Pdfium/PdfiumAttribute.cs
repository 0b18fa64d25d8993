using System.Runtime.InteropServices;

namespace DaprProcessing.DocumentEngine.Native.Pdfium;

/// <summary>Attributes of structure elements. A library may lack them, or have their values asked for by a call of their own:
/// no element has any then.</summary>
internal static unsafe partial class PdfiumAttribute
{
    private const string Library = PdfiumLibrary.Name;

    /// <summary>Whether the library has every call of this part, as it is called here.</summary>
    public static bool IsThere { get; } =
        PdfiumLibrary.Has(typeof(PdfiumAttribute)) && !PdfiumLibrary.Has("FPDF_StructElement_Attr_GetValue");

    /// <summary>-1 for none; some of them may be no attributes.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_GetAttributeCount")]
    public static partial int Count(nint element);

    /// <summary>0 where there is none.</summary>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_GetAttributeAtIndex")]
    public static partial nint At(nint element, int index);

    /// <param name="name">In UTF-8 with its end.</param>
    /// <returns>0 where it has no such number.</returns>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_Attr_GetNumberValue")]
    public static partial int Number(nint attribute, byte* name, out float value);

    /// <summary>A text or name, in UTF-16 with its end.</summary>
    /// <param name="name">In UTF-8 with its end.</param>
    /// <param name="needed">Bytes; where there are more than fit, nothing is written.</param>
    /// <returns>0 where it has no such text.</returns>
    [LibraryImport(Library, EntryPoint = "FPDF_StructElement_Attr_GetStringValue")]
    public static partial int Text(nint attribute, byte* name, char* buffer, nuint bytes, out nuint needed);
}
