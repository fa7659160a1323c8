using App.Core.Results;
using App.Data.Accounts;
using Microsoft.AspNetCore.Components;

namespace App.Features.Accounts;

/// <summary>A part of a page of one's account: a form that is posted, its errors, and a way on when it went well.</summary>
public abstract class AccountSection : ComponentBase
{
    /// <summary>The name in the address of what was done.</summary>
    internal const string DoneQuery = "done";

    /// <summary>The user, as loaded for this request.</summary>
    [Parameter, EditorRequired] public AppUser Account { get; set; } = default!;

    [CascadingParameter] protected HttpContext HttpContext { get; set; } = default!;

    [Inject] protected NavigationManager Navigation { get; set; } = default!;

    /// <summary>What kept the form from being accepted.</summary>
    protected IReadOnlyList<Error> Errors { get; set; } = [];

    protected CancellationToken Cancelled => HttpContext.RequestAborted;

    /// <summary>The errors of a field.</summary>
    protected IEnumerable<Error> Of(params ErrorDefinition[] definitions) => Errors.Where(error => definitions.Contains(error.Definition));

    /// <summary>Leads to a page that says what was done; a reload of it does nothing again.</summary>
    protected void GoOn(string path, string done) => Navigation.NavigateTo($"{path}?{DoneQuery}={done}");
}
