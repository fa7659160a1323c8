using Microsoft.AspNetCore.Components;

namespace App.Shared;

/// <summary>A part of a page that is laid out and rendered again only when it is given something else, or when it has changed itself.</summary>
/// <remarks>
/// Blazor renders a child anew whenever its parent is and one of its parameters is an object, for the object may have changed inside. What such a part is given must therefore never change
/// inside: records, and lists that nobody writes to. Things are the same when they are equal, so give it no fragment and no lambda that is made anew each time, or it is rendered as any other.
/// </remarks>
public abstract class QuietPart : ComponentBase
{
    private Dictionary<string, object?>? _given;

    /// <inheritdoc />
    public override Task SetParametersAsync(ParameterView parameters)
    {
        var given = parameters.ToDictionary();
        if (_given is not null && _given.Count == given.Count && given.All(each => _given.TryGetValue(each.Key, out var before) && Equals(before, each.Value)))
        {
            return Task.CompletedTask;
        }

        _given = new Dictionary<string, object?>(given);
        return base.SetParametersAsync(parameters);
    }
}
