# How the texts that people see are found: in the window's code, and in the model where MAQUETA_TEXT marks them.
# No line numbers: they would change with every commit. The headers tell in which namespace a class is: tr() looks its
# texts up under the whole name.
set(lupdate $<TARGET_FILE:Qt6::lupdate> -silent -locations none -no-obsolete -I ${CMAKE_SOURCE_DIR} -I
    ${CMAKE_SOURCE_DIR}/model -tr-function-alias
    QT_TRANSLATE_NOOP+=MAQUETA_TEXT ${CMAKE_SOURCE_DIR}/app ${CMAKE_SOURCE_DIR}/views ${CMAKE_SOURCE_DIR}/model)
