using System.Globalization;
using DaprProcessing.DocumentEngine.Documents;
using DaprProcessing.DocumentEngine.Hosting;
using DaprProcessing.DocumentEngine.Searchable;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Tokens;

namespace DaprProcessing.DocumentEngine.Layers;

/// <summary>
/// A file whose hidden layers PDFium can be asked about: it leaves them out when it draws, gives their text all the same, and has
/// no call for what is off. So an update is appended to the bytes that it reads, in which each hidden group says so with an entry
/// that the marks of content can be asked for; form XObjects in hidden layers are empty, annotations in them hidden.
/// </summary>
internal static class LayeredPdf
{
    /// <summary>The entry of a hidden group.</summary>
    public const string HiddenKey = "DaprHidden";

    private const int MaxObjects = 1_000_000;
    private const int MaxDepth = 16;

    private const int HiddenFlag = 1 << 1;

    private static readonly NumericToken Hidden = new(1);

    /// <returns>Null where nothing is hidden, or the second parser does not read the file.</returns>
    public static byte[]? TryRead(string path, string? password, bool hasMemberships)
    {
        try
        {
            using var parsed = ParsedPdf.Open(path, password);
            return LayerStates.Of(parsed.Document) is { } states && (hasMemberships || states.HidesGroups)
                ? new Update(parsed, states).Write(path) : null;
        }
        catch (DocumentFault)
        {
            return null;
        }
        catch (Exception problem) when (SecondOpinion.IsOfTheFile(problem))
        {
            return null;
        }
    }

    private sealed class Update(ParsedPdf parsed, LayerStates states)
    {
        private readonly bool _isEncrypted = parsed.Document.IsEncrypted;

        public byte[]? Write(string path)
        {
            // A stream that grows is in memory twice each time.
            using var file = new MemoryStream((int)new FileInfo(path).Length + (1 << 20));
            MappedFile.Read(path, bytes =>
            {
                file.Write(bytes);
                return true;
            });
            file.Write("\n"u8);
            var objects = new PdfObjects(file, parsed.NextNumber, parsed.Origin);
            foreach (var reference in References().Take(MaxObjects).ToList())
            {
                Add(objects, reference);
            }

            if (objects.Places.Count == 0)
            {
                return null;
            }

            parsed.End(objects);
            return file.ToArray();
        }

        /// <summary>A file without a table has its objects found, and none of them listed.</summary>
        private IEnumerable<IndirectReference> References() => parsed.ObjectOffsets.Count > 0 ? parsed.ObjectOffsets.Keys
            : Enumerable.Range(1, (int)Math.Min(parsed.NextNumber, MaxObjects))
                .Select(number => new IndirectReference(number, 0));

        private void Add(PdfObjects objects, IndirectReference reference)
        {
            try
            {
                var token = parsed.Document.Structure.GetObject(reference)?.Data;
                switch (token)
                {
                    case StreamToken stream when states.IsOff(stream.StreamDictionary.Data.GetValueOrDefault("OC"))
                        && stream.StreamDictionary.Data.GetValueOrDefault("Subtype") is NameToken { Data: "Form" }:
                        objects.Write(reference.ObjectNumber,
                            "<< /Type /XObject /Subtype /Form /BBox [0 0 0 0] /Length 0 >>\nstream\n\nendstream",
                            reference.Generation);
                        break;
                    case DictionaryToken or ArrayToken when Changed(token, reference, 0) is { } changed:
                        objects.Write(reference.ObjectNumber, PdfTokens.Write(changed), reference.Generation);
                        break;
                }
            }
            catch (Exception problem) when (SecondOpinion.IsOfTheFile(problem))
            {
                // An object that is not understood, or cannot be written again, stays as it is.
            }
        }

        /// <param name="self">Of the token itself; null for one inside another.</param>
        /// <returns>Null where nothing in it is hidden.</returns>
        private IToken? Changed(IToken token, IndirectReference? self, int depth)
        {
            switch (token)
            {
                case DictionaryToken dictionary when depth < MaxDepth:
                    return Changed(dictionary, self, depth);
                case ArrayToken array when depth < MaxDepth && !_isEncrypted:
                    var items = array.Data.Select(item => Changed(item, null, depth + 1)).ToList();
                    return items.TrueForAll(item => item is null) ? null
                        : new ArrayToken([.. items.Select((item, index) => item ?? array.Data[index])]);
                default:
                    return null;
            }
        }

        private DictionaryToken? Changed(DictionaryToken dictionary, IndirectReference? self, int depth)
        {
            var changes = new Dictionary<string, IToken>();
            if (dictionary.Data.GetValueOrDefault("Type") is NameToken { Data: "OCG" or "OCMD" }
                && states.IsOff(self is { } own ? new IndirectReferenceToken(own) : dictionary))
            {
                changes[HiddenKey] = Hidden;
            }
            else if (dictionary.Data.GetValueOrDefault("OC") is { } layer && states.IsOff(layer))
            {
                var flags = (dictionary.Data.GetValueOrDefault("F") as NumericToken)?.Int ?? 0;
                changes["F"] = new NumericToken(flags | HiddenFlag);
            }

            // What is in an encrypted file cannot be written again: its strings are read already.
            foreach (var (key, value) in dictionary.Data.Where(_ => !_isEncrypted))
            {
                if (Changed(value, null, depth + 1) is { } changed)
                {
                    changes[key] = changed;
                }
            }

            return changes.Count == 0 ? null : new DictionaryToken(dictionary.Data
                .Where(entry => !changes.ContainsKey(entry.Key) && !(_isEncrypted && entry.Value is StringToken or HexToken))
                .Concat(changes).ToDictionary(entry => NameToken.Create(entry.Key), entry => entry.Value));
        }
    }
}
