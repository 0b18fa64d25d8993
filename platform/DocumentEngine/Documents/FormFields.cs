using System.Runtime.InteropServices;
using DaprProcessing.DocumentEngine.Description;
using DaprProcessing.DocumentEngine.Native.Pdfium;

namespace DaprProcessing.DocumentEngine.Documents;

/// <summary>The values of a document's form fields, also where a field has its value from the one above it.</summary>
internal sealed unsafe class FormFields : IDisposable
{
    /// <summary>More than any version of the table of callbacks has.</summary>
    private const int CallbackBytes = 1024;

    private const int MaxChars = 4_000;
    private const int MaxOptions = 2_000;

    private readonly void* _callbacks = NativeMemory.AllocZeroed(CallbackBytes);
    private readonly nint _form;
    private bool _isUtf8;

    /// <param name="document">PDFium's; to be closed after this.</param>
    public FormFields(nint document)
    {
        // Builds that know XFA want the second version; each takes the table without any callback.
        for (var version = 1; version <= 2 && _form == 0; version++)
        {
            *(int*)_callbacks = version;
            _form = PdfiumForm.Open(document, _callbacks);
        }
    }

    /// <param name="inherited">As the second parser reads it, where PDFium does not find a field above the one above, or knows
    /// no text in UTF-8.</param>
    /// <returns>Null where it is empty, is no text, or is not to be read.</returns>
    public string? ValueOf(nint widget, Func<string?> inherited)
    {
        _isUtf8 = false;
        var value = ValueOf(widget);
        return _isUtf8 || (value is null && IsWithoutField(widget)) ? inherited() ?? value : value;
    }

    private string? ValueOf(nint widget) => (_form == 0 ? PdfiumForm.NoField : PdfiumForm.FieldType(_form, widget)) switch
    {
        PdfiumForm.TextField when (PdfiumForm.FieldFlags(_form, widget) & PdfiumForm.Password) == 0 =>
            Value(widget) ?? RichText.Plain(Entry(widget, "RV")),
        PdfiumForm.ComboBox or PdfiumForm.ListBox => Chosen(widget) ?? Value(widget),
        PdfiumForm.CheckBox when IsTicked(widget) => "☑",
        PdfiumForm.RadioButton when IsTicked(widget) => "◉",
        // The form does not list it; it shows all the same.
        PdfiumForm.NoField when !IsPassword(widget) => Entry(widget, "V"),
        _ => null,
    };

    public void Dispose()
    {
        if (_form != 0)
        {
            PdfiumForm.Close(_form);
        }

        NativeMemory.Free(_callbacks);
    }

    private bool IsWithoutField(nint widget) =>
        _form != 0 && PdfiumForm.FieldType(_form, widget) == PdfiumForm.NoField && !IsPassword(widget);

    private string? Value(nint widget) =>
        NativeText.Utf16((buffer, bytes) => PdfiumForm.FieldValue(_form, widget, buffer, bytes), MaxChars, out _isUtf8);

    /// <summary>By lines, not by a letter: viewers draw nothing where there is no appearance.</summary>
    private static bool IsTicked(nint widget) => Entry(widget, "AS") is { } state && state != "Off"
        && PdfiumAnnotation.Appearance(widget, PdfiumAnnotation.NormalAppearance, null, 0) > sizeof(char);

    private static string? Entry(nint widget, string key) =>
        NativeText.Utf16((buffer, bytes) => PdfiumAnnotation.Text(widget, key, buffer, bytes), MaxChars);

    private static bool IsPassword(nint widget) =>
        PdfiumAnnotation.Number(widget, "Ff", out var flags) != 0 && ((int)flags & PdfiumForm.Password) != 0;

    /// <summary>The labels of the options that are chosen, each a line.</summary>
    private string? Chosen(nint widget)
    {
        var labels = new List<string>();
        var count = Math.Min(MaxOptions, PdfiumForm.OptionCount(_form, widget));
        for (var index = 0; index < count; index++)
        {
            var option = index;
            if (PdfiumForm.IsSelected(_form, widget, option) != 0 && NativeText.Utf16(
                (buffer, bytes) => PdfiumForm.OptionLabel(_form, widget, option, buffer, bytes), MaxChars) is { } label)
            {
                labels.Add(label);
            }
        }

        return labels.Count == 0 ? null : string.Join('\n', labels);
    }
}
