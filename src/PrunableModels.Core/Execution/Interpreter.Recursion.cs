using System;
using System.Collections.Generic;
using System.Linq;

namespace PrunableModels.Core;

/// <content>Methods that call themselves.</content>
internal sealed partial class Interpreter
{
    private const int MostReentries = 10;

    private readonly List<(ModuleObject? Instance, MethodProgram Method)> active = [];

    // A forward that calls itself, as it easily does while it is typed, would otherwise fill the graph before the depth ends it.
    private Value Active(ModuleObject? instance, MethodProgram method, Func<Value> body)
    {
        if (instance is not null && active.Count(a => ReferenceEquals(a.Instance, instance) && ReferenceEquals(a.Method, method)) > MostReentries)
        {
            throw new ExecutionLimitException($"{TypeIds.Short(instance.Class)}.{method.Name} calls itself and does not end");
        }

        active.Add((instance, method));
        try
        {
            return body();
        }
        finally
        {
            active.RemoveAt(active.Count - 1);
        }
    }
}
