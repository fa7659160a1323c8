using App.Core.Market;

namespace App.Data.Market;

/// <summary>Gathers the days of one symbol after the other; its buffers are used again for each.</summary>
internal sealed class SeriesBuilder
{
    private const int AYear = 256;

    private DateOnly[] _dates = new DateOnly[AYear];
    private decimal[] _closes = new decimal[AYear];
    private double[] _index = new double[AYear];
    private int _count;

    /// <summary>Adds a day; days come ascending.</summary>
    public void Add(DateOnly date, decimal close, double index)
    {
        if (_count == _dates.Length)
        {
            Array.Resize(ref _dates, 2 * _count);
            Array.Resize(ref _closes, 2 * _count);
            Array.Resize(ref _index, 2 * _count);
        }

        (_dates[_count], _closes[_count], _index[_count]) = (date, close, index);
        _count++;
    }

    /// <summary>What has been added as a series, null when nothing was; then begins anew.</summary>
    public PriceSeries? Take(string symbol)
    {
        var count = _count;
        _count = 0;
        return count == 0 ? null : new PriceSeries(symbol, _dates[..count], _closes[..count], _index[..count]);
    }
}
