/** All question types, registered. */
import "../../lernbuild/questions/choice/choice.ts";
import "../../lernbuild/questions/multiple/multiple.ts";
import "../../lernbuild/questions/truefalse/truefalse.ts";
