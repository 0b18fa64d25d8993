namespace DaprProcessing.Analysis.Summaries;

/// <summary>The cosine between sentences' words, each weighed by how few of the sentences have it.</summary>
internal sealed class SentenceSimilarity
{
    private readonly Dictionary<string, double>[] _vectors;
    private readonly double[] _lengths;

    public SentenceSimilarity(IReadOnlyList<IReadOnlyList<string>> sentences)
    {
        var having = sentences.SelectMany(words => words.Distinct()).CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        _vectors =
        [
            .. sentences.Select(words => words.CountBy(word => word).ToDictionary(
                word => word.Key, word => word.Value * Math.Log(1 + ((double)sentences.Count / having[word.Key])))),
        ];
        _lengths = [.. _vectors.Select(vector => Math.Sqrt(vector.Values.Sum(value => value * value)))];
    }

    public double Of(int one, int other)
    {
        if (_lengths[one] == 0 || _lengths[other] == 0)
        {
            return 0;
        }

        var (few, many) = _vectors[one].Count < _vectors[other].Count ? (one, other) : (other, one);
        var product = _vectors[few].Sum(word => word.Value * _vectors[many].GetValueOrDefault(word.Key));
        return product / (_lengths[one] * _lengths[other]);
    }
}
